import { defineTexts } from '@/lib/i18n'

export const t = defineTexts({
  zoomIn: '放大',
  zoomOut: '缩小',
  help: '方向键移动，加减号缩放',
  pickHelp: '方向键移动，加减号缩放，回车键选定中心点',
  drawHelp: '点一下加一个点，双击画完；也可用方向键移动，回车键在中心加点',
  gridHelp: '方向键移动，加减号缩放，回车键选中心处的小区；旁边的表格有同样的内容',
}, {
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  help: 'Arrow keys move, plus and minus zoom',
  pickHelp: 'Arrow keys move, plus and minus zoom, Enter picks the centre',
  drawHelp: 'Click adds a point, a double click ends the line; or arrow keys move and Enter adds a point in the centre',
  gridHelp: 'Arrow keys move, plus and minus zoom, Enter picks the courtyard in the centre; the table beside it tells the same',
})

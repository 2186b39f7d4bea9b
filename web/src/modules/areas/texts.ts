import { defineTexts, lang } from '@/lib/i18n'

export const levels = defineTexts({
  district: '区', subdistrict: '街道', community: '社区', courtyard: '小区', building: '楼栋', grid: '网格',
}, { district: 'District', subdistrict: 'Subdistrict', community: 'Community', courtyard: 'Courtyard', building: 'Building', grid: 'Grid' })
export const layers = defineTexts({ base: '基础网格', large: '大网格', special: '专属网格' }, { base: 'Base', large: 'Large', special: 'Special' })

const troubles = {
  zh: {
    insecure: '这个网址没有加密，浏览器不允许定位。请在地图上点，或搜索小区名称。',
    denied: '没有得到定位许可。请在地图上点，或搜索小区名称。',
    unavailable: '暂时定不了位。请在地图上点，或搜索小区名称。',
  },
  en: {
    insecure: 'This address is not encrypted, so the browser gives no position. Tap the map or search by name.',
    denied: 'No permission for the position. Tap the map or search by name.',
    unavailable: 'No position right now. Tap the map or search by name.',
  },
}

export const t = defineTexts({
  here: '用手机定位', locating: '正在定位…', mapOpen: '在地图上点', mapClose: '收起地图', mapLabel: '区域地图', mapHint: '点一下出事的位置；两指或按钮放大。',
  search: '搜索小区或社区', searchHint: '输入名称里的两个字就行', searchPlace: '例如：春华苑', words: '具体位置', wordsHint: '几栋几单元、哪个路口，用自己的话写', wordsPlace: '例如：3号楼东侧路口',
  outside: '不在本区范围内', outsideHelp: '这个位置不在本区。请重新点选，或直接写明位置。', spotKept: '位置已记下', clear: '重选', inGrid: (g: string) => `由${g}负责`,
}, {
  here: 'Use my position', locating: 'Locating…', mapOpen: 'Tap on the map', mapClose: 'Close the map', mapLabel: 'Map of the district', mapHint: 'Tap the spot; zoom with two fingers or the buttons.',
  search: 'Search for a courtyard or community', searchHint: 'Two characters of the name are enough', searchPlace: 'e.g. 春华苑', words: 'Exact place', wordsHint: 'Building, stairwell, crossing: in your own words', wordsPlace: 'e.g. crossing east of building 3',
  outside: 'Outside the district', outsideHelp: 'This spot is outside the district. Choose again, or describe the place in words.', spotKept: 'Spot noted', clear: 'Change', inGrid: (g: string) => `Looked after by ${g}`,
})

export const troubleText = (kind: keyof typeof troubles.zh): string => troubles[lang.value][kind]

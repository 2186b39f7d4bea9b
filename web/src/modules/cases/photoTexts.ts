import { defineTexts } from '@/lib/i18n'

export const photoTexts = defineTexts({
  add: '加照片', alt: (n: number) => `第 ${n} 张照片`, drop: '去掉', sending: '正在上传', again: '没传上，再试', kept: (n: number) => `草稿里已有 ${n} 张上传好的照片。`,
}, {
  add: 'Add photo', alt: (n: number) => `Photo ${n}`, drop: 'Remove', sending: 'Uploading', again: 'Failed, try again', kept: (n: number) => `The draft already holds ${n} uploaded photo(s).`,
})

// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Field, ImportJob } from '../store'
import { isReady, parseRows, proposal, troubleOf } from './mapping'

const field = (name: string, required = false): Field => ({ field: name, label: { zh: name, en: name }, required, key: required })
const fields = [field('name', true), field('community', true), field('households')]
const job = {
  sheets: [{ name: '东街道', header_rows: [2, 3], use: true, columns: [
    { index: 0, heading: '小区名称', field: 'name', samples: [] }, { index: 1, heading: '所属社区', field: 'community', samples: [] }, { index: 2, heading: '备注', field: null, samples: [] }] }],
  questions: [{ id: 'crs', text: { zh: '', en: '' }, choices: [{ value: 'gcj02', label: { zh: '', en: '' } }, { value: 'wgs84', label: { zh: '', en: '' } }], answer: null }],
  fields,
} as unknown as ImportJob

describe('proposal', () => {
  it('is a copy, so that correcting it leaves the server’s own alone', () => {
    const p = proposal(job, '2026-11-22')
    p.sheets[0]!.columns[0]!.field = null
    expect(job.sheets[0]!.columns[0]!.field).toBe('name')
    expect(p.answers).toEqual({ crs: 'gcj02' })
  })
})

describe('troubleOf', () => {
  const sheet = () => proposal(job, '').sheets[0]!
  it('finds a required field without a column', () => {
    const s = sheet()
    s.columns[1]!.field = null
    expect(troubleOf(s, fields).missing.map((f) => f.field)).toEqual(['community'])
  })
  it('finds a field with two columns', () => {
    const s = sheet()
    s.columns[2]!.field = 'name'
    expect(troubleOf(s, fields).twice.map((f) => f.field)).toEqual(['name'])
  })
  it('asks nothing of a sheet that is not used', () => {
    expect(troubleOf({ ...sheet(), use: false, columns: [] }, fields)).toEqual({ missing: [], twice: [] })
  })
})

describe('isReady', () => {
  it('wants one sheet at least', () => {
    const p = proposal(job, '')
    expect(isReady(p, fields)).toBe(true)
    p.sheets[0]!.use = false
    expect(isReady(p, fields)).toBe(false)
  })
})

describe('parseRows', () => {
  it.each([['2,3', [2, 3]], ['3、2', [2, 3]], ['1 1', [1]]])('%s', (text, rows) => expect(parseRows(text)).toEqual(rows))
  it.each(['', '0', 'a', '1.5'])('refuses %j', (text) => expect(parseRows(text)).toBeNull())
})

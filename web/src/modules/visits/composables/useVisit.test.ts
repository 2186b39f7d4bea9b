import { describe, expect, it } from 'vitest'
import type { VisitDue } from '../store'
import { aboutOf, nameOf, toVisit, type VisitDraft } from './useVisit'

const home: VisitDue = { plan_id: '3', plan: '独居老人', subject: 'household', due: '2026-11-30', overdue: false, last: null, person: null, household: { id: '7', door: '3-201', place: { id: '1', name: '一号院', path: '解放社区 / 一号院' }, names: ['赵一', '赵二'] } }
const one: VisitDue = { ...home, subject: 'person', person: { id: '9', name: '赵一' }, household: { ...home.household, names: [] } }
const draft: VisitDraft = { on: '2026-11-30', way: 'phone', outcome: 'absent', note: '  ', key: 'k-12345678' }

describe('a visit', () => {
  it('names the person where the plan is about persons, else the household', () => {
    expect(toVisit(one, draft)).toEqual({ person_id: '9', on: '2026-11-30', way: 'phone', outcome: 'absent', plan_id: '3', idempotency_key: 'k-12345678' })
    expect(toVisit(home, { ...draft, note: ' 已约下周 ' })).toMatchObject({ household_id: '7', note: '已约下周' })
    expect([nameOf(one), nameOf(home), nameOf({ ...home, household: { ...home.household, names: [] } })]).toEqual(['赵一', '赵一、赵二', '3-201'])
    expect([aboutOf(one), aboutOf(home)]).toEqual(['visit:9', 'visit:7'])
  })
})

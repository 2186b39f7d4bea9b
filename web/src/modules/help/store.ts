import { api } from '@/api/client'

export interface Feedback { matter_id: string; text: string; name?: string; phone?: string; photo_ids: string[]; idempotency_key: string }

/** Complaints about the platform or its people run the same way as any matter: number, secret, time limit, answer. */
export const sendFeedback = (form: Feedback) => api.post<{ number: string; secret: string }>('/public/reports', form)

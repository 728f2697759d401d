import { AppError } from '@/lib/errors'

/** The picture is at fault, not the store it came from. */
export class Undrawable extends AppError {
  constructor(readonly reason: string) {
    super('UPSTREAM_FAILED', `The picture cannot be drawn: ${reason}`)
  }
}

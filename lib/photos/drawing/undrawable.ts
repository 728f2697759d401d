import { AppError } from '@/lib/errors'

/** The picture is at fault, not the store it came from. */
export class Undrawable extends AppError {
  constructor(readonly reason: string) {
    super('UPSTREAM_FAILED', `The picture cannot be drawn: ${reason}`)
  }

  /** From what the drawing library threw, whose first line says why. */
  static because(error: unknown): Undrawable {
    return new Undrawable(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
}

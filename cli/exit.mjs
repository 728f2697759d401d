export const EXIT = { ok: 0, usage: 1, login: 2, refused: 3, failed: 4, damaged: 5 }

/** An end that is no bug: what to say, and with which code. */
export class CommandError extends Error {
  constructor(exitCode, message) {
    super(message)
    this.exitCode = exitCode
  }
}

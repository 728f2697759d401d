/** The moment so many seconds ago. */
export const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)

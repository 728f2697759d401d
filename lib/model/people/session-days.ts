/** A session ends so many days after the log-in, however much it is used. */
export const SESSION_DAYS = 90

/** A session that nobody uses for so many days ends. */
export const UNUSED_DAYS = 30

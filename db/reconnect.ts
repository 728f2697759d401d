/** Option of postgres.js: a lost connection is tried again within a second; by default, when many are lost at once, within twenty. */
export const backoff = (failures: number) => Math.min(failures, 10) / 10

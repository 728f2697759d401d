/** The heights of the sheet that covers the lower part of the map on a phone, from low to high. */
export const SHEET_HEIGHTS = ['peek', 'half', 'full'] as const
export type SheetHeight = (typeof SHEET_HEIGHTS)[number]

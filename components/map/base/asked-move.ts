/** Goes with a move of the map that somebody asked for, where MapLibre cannot know it. */
export const ASKED = { isAsked: true }

/** Whether somebody asked for a move, by hand, by key or by a button. The size of the window and the browser's Back move the map too. */
export function isAskedMove(event: object): boolean {
  return 'isAsked' in event || 'originalEvent' in event || 'geolocateSource' in event
}

/** WGS 84, longitude first. */
export type LngLat = [lng: number, lat: number]

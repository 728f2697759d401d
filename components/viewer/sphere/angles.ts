/** Degrees from -180 to 180 of an angle in radians. */
export function degrees(angle: number): number {
  const turned = (angle * 180) / Math.PI
  return turned > 180 ? turned - 360 : turned
}

export function radians(angle: number): number {
  return (angle * Math.PI) / 180
}

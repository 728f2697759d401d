/** The Photo Sphere metadata of a part of a sphere, in pixels. */
export function photoSphereXmp({
  fullWidth,
  croppedWidth,
  croppedHeight,
  left,
  top,
}: Record<'fullWidth' | 'croppedWidth' | 'croppedHeight' | 'left' | 'top', number>): string {
  const data = {
    ProjectionType: 'equirectangular',
    FullPanoWidthPixels: fullWidth,
    FullPanoHeightPixels: fullWidth / 2,
    CroppedAreaImageWidthPixels: croppedWidth,
    CroppedAreaImageHeightPixels: croppedHeight,
    CroppedAreaLeftPixels: left,
    CroppedAreaTopPixels: top,
  }
  const attributes = Object.entries(data).map(([name, value]) => `GPano:${name}="${value}"`)
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" ${attributes.join(' ')}/></rdf:RDF></x:xmpmeta>`
}

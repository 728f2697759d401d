/** A picture as the browser reads it; null when there is none, or it is no longer wanted. */
export function readPicture(url: string, signal?: AbortSignal): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => resolve(null)
    image.src = url
    signal?.addEventListener('abort', () => {
      image.src = '' // ends the request
      resolve(null)
    })
  })
}

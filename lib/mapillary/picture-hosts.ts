/**
 * Says from where pictures may be fetched: the API, the thumbnails' server, and Mapillary's delivery network.
 * Every redirect is checked again, so that no answer can send us to another server.
 */
export function createPictureHosts(urls: { apiUrl: string; imagesUrl: string }): (url: URL) => boolean {
  const origins = [new URL(urls.apiUrl).origin, new URL(urls.imagesUrl).origin]
  return (url) => {
    if (url.username !== '' || url.password !== '') return false
    const isDeliveryNetwork = url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.fbcdn.net')
    return isDeliveryNetwork || origins.includes(url.origin)
  }
}

import { passOn } from '@/lib/server/uploads/desktop-uploader'

export function GET(request: Request): Response {
  return passOn(request, 'strava')
}

import { passOn } from '@/lib/uploads/desktop-uploader'

export function GET(request: Request): Response {
  return passOn(request, 'google')
}

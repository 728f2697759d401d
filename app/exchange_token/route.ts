import { passOn } from '@/lib/uploads/desktop-uploader'

export const GET = (request: Request) => passOn(request, 'strava')

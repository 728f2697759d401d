import { z } from 'zod'
import { TagShapeInput } from '@/lib/tags/tag-shape'

/** A region in shares of the picture, flat or equirectangular. */
export const BlurInput = z.object({ region: TagShapeInput })

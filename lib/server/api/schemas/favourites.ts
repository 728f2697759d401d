import { z } from 'zod'
import { Photo } from './photos'
import { named } from './registry'

export const Favourite = named(
  'Favourite',
  z.object({ isFavourite: z.boolean().describe('Whether the photo is on your list.') }),
)

export const FavouriteList = named(
  'FavouriteList',
  z.object({ type: z.literal('FeatureCollection'), features: z.array(Photo) }),
)

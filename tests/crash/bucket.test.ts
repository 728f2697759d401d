import { testKills } from './kills'

testKills('bucket')

import { testKills } from './kills'

testKills('folder')

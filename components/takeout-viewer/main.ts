import './viewer.css'
import { LAND_FILE, SEQUENCES_FILE, type ViewerLand, type ViewerTakeout } from '@/lib/model/takeout-viewer'
import { createApp } from './app'
import { element } from './dom'
import { receiveFiles, takeValue } from './load'
import { startTheme } from './theme'

startTheme()
receiveFiles()
document.addEventListener('DOMContentLoaded', () => {
  const takeout = takeValue<ViewerTakeout>(SEQUENCES_FILE)
  if (takeout) createApp(takeout, takeValue<ViewerLand>(LAND_FILE) ?? [])
  else
    document.body.append(
      element(
        'p',
        { class: 'trouble' },
        'The folder “viewer” is not beside this page. Unpack all parts of the takeout into one folder, and open index.html there.',
      ),
    )
})

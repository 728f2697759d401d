import type { Page } from '@playwright/test'

/** Logs in through the demo Mapillary as a person would, starting on the page that asks for it. */
export async function logInAs(page: Page, username: string): Promise<void> {
  await page.getByRole('button', { name: 'Log in with Mapillary' }).click()
  await page.getByRole('button', { name: `Continue as ${username}` }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login') && url.pathname !== '/connect')
}

export const PREVIEW = { width: 1200, height: 630 } // pixels, as chats and social pages show links

/** The one pair of channels between main and its page. */
export const VIEW_CHANNEL = 'tasleem:view';
export const INTENT_CHANNEL = 'tasleem:intent';

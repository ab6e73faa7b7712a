// How links and exported files are told from others, for a page that has not loaded yet what reads them.

/** Where the record stands in exported JSON. */
export const JSON_FIELD = 'playground';
/** The element of an exported page that holds the record. */
export const RECORD_ELEMENT = 'shared-run';

/** A link, or the hash of one. */
export const LINK = /(?:^|[#&])link=([^&]*)$/;

/** Values that no CRM has a word for. They stand in brackets, and are mapped to stages like any other. */
export const CREATED = '(created)';
export const DELETED = '(deleted)';
export const RESTORED = '(restored)';
export const ARCHIVED = '(archived)';

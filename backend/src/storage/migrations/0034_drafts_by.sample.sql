UPDATE drafts SET by_whom = 'ab' WHERE key = 'aa';

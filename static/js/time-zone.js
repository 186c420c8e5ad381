// Which hour it is where you are: a cookie, so that every date is written in your own time.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const known = document.cookie.split("; ").includes(`time_zone=${zone}`);
if (zone && !known) document.cookie = `time_zone=${zone}; path=/; max-age=31536000; samesite=lax`;

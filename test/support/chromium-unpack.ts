/**
 * A process of its own: unpacks the files named on the command line into TMPDIR, where the package's own inflater puts them.
 * A process, because the inflater only knows `os.tmpdir()`.
 */
import { inflate } from '@sparticuz/chromium';

for (const archive of process.argv.slice(2)) await inflate(archive);

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core reads this on import: it writes its key file and binary data below the folder.
process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'n8n-in-process-'));
process.env.N8N_ENCRYPTION_KEY = 'test';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';

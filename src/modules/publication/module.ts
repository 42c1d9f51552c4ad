import { join } from 'node:path';
import { defineModule } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { clearAfterReview } from './commands/clear-after-review.ts';
import { cancelPlan, planPublication } from './commands/plan-publication.ts';
import { revealEntries } from './commands/reveal-entries.ts';
import { erasureMessages } from './erasure/messages.ts';
import { feedChannel } from './feeds/channel.ts';
import { feedMessages } from './feeds/messages.ts';
import { publicationJobs } from './jobs.ts';
import { publicationMessages } from './messages.ts';
import { documentChannel } from './official-document/channel.ts';
import { documentMessages } from './official-document/messages.ts';
import { openDataChannel } from './open-data/channel.ts';
import { makeFilesNow, makeFilesSoon } from './open-data/job.ts';
import { openDataMessages } from './open-data/messages.ts';
import { publicationPermissions } from './policy.ts';
import { readyChannels } from './ready/channels.ts';
import { readyMessages } from './ready/messages.ts';
import { searchChannel } from './search/channel.ts';
import { moveInSearch } from './search/job.ts';
import { searchMessages } from './search/messages.ts';
import { publicationRoutes } from './web/api.ts';
import { publicationPages } from './web/portal.ts';

export const publicationModule = defineModule({
  name: 'publication',
  messages: [
    publicationMessages,
    erasureMessages,
    auditWords,
    feedMessages,
    readyMessages,
    openDataMessages,
    searchMessages,
    documentMessages,
  ],
  permissions: publicationPermissions,
  routes: publicationRoutes,
  pages: publicationPages,
  jobs: publicationJobs,
  hears: {
    'disclosure.approved': planPublication,
    'disclosure.rescheduled': planPublication,
    'disclosure.withdrawn': cancelPlan,
    'disclosure.after-reviewed': clearAfterReview,
    'organisations.moved': moveInSearch,
    'publication.published': makeFilesSoon,
    'publication.withdrawn': makeFilesNow,
    'publication.erased': makeFilesNow,
  },
  reveals: revealEntries,
  channels: [...readyChannels, searchChannel, feedChannel, openDataChannel, documentChannel],
  namesFiles: [
    'publication.item_attachment.sha256',
    'publication.part.sha256',
    'publication.open_data_file.sha256',
  ],
  migrations: join(import.meta.dirname, 'sql'),
});

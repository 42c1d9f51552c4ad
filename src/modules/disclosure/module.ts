import { join } from 'node:path';
import { defineModule } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { followingJobs } from './following/digest.ts';
import { followingHears } from './following/hears.ts';
import { followingMessages } from './following/messages.ts';
import { joinHears } from './hears.ts';
import { jobs } from './jobs.ts';
import { matterMessages } from './matters/messages.ts';
import { refusals, safeCopyMessages, templateMessages, words, workflowWords } from './messages/index.ts';
import { permissions } from './policy.ts';
import { similarHears } from './similar/hears.ts';
import { termMessages } from './terms/messages.ts';
import { hears } from './upkeep.ts';
import { lateReviews } from './urgent/late.ts';
import { urgentMessages } from './urgent/messages.ts';
import { routes } from './web/api.ts';
import { withholdingMessages } from './withholding/messages.ts';
import { withholdingReviews } from './withholding/review-due.ts';

/** Manifest of the disclosure room. `compose.ts` also calls `connectPeople` with the answers of identity. */
export const disclosureModule = defineModule({
  name: 'disclosure',
  messages: [
    auditWords,
    refusals,
    safeCopyMessages,
    templateMessages,
    words,
    workflowWords,
    followingMessages,
    matterMessages,
    urgentMessages,
    withholdingMessages,
    termMessages,
  ],
  permissions,
  routes,
  jobs: {
    ...jobs,
    ...followingJobs,
    'disclosure/late-reviews': lateReviews,
    'disclosure/withholding-reviews': withholdingReviews,
  },
  hears: joinHears(hears, followingHears, similarHears),
  namesFiles: ['disclosure.attachment.sha256'],
  migrations: join(import.meta.dirname, 'sql'),
});

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { done, refuse } from '#kernel';
import { loadNotices, uploadCalendarYear } from '#platform/calendar';
import { defineRoute, type Route } from '#platform/http';
import { defineMessages } from '#platform/i18n';
import { definePermissions } from '#platform/permission';

/** Holidays are data of the installation, not of a room: every room counts working days by them. */
export const calendarPermissions = definePermissions({
  // A new notice re-dates the duties of everybody: only those who run the whole installation bring it.
  'calendar.upload': {
    roles: ['systemAdministrator', 'committeeOffice'],
    scope: 'anywhere',
    delegable: false,
  },
});

export const calendarRouteMessages = defineMessages({
  'zh-CN': {
    'permission.calendar': '节假日',
    'permission.calendar.upload': '上传节假日安排',
    'audit.calendar.upload': '上传节假日安排',
    'refusal.calendar-not-utf8': '文件不是 UTF-8 编码，请转换编码后重新上传。',
  },
  en: {
    'permission.calendar': 'holidays',
    'permission.calendar.upload': 'upload holidays',
    'audit.calendar.upload': 'holidays uploaded',
    'refusal.calendar-not-utf8': 'The file is not UTF-8. Convert it and upload it again.',
  },
});

const yearView = z.strictObject({
  year: z.int(),
  source: z.string(),
  holidays: z.int(),
  makeupWorkdays: z.int(),
});
const yearPage = z.strictObject({ rows: z.array(yearView) });
const uploaded = z.strictObject({ years: z.array(z.int()), changed: z.array(z.int()) });
export type CalendarYearPage = z.infer<typeof yearPage>;
export type CalendarUploaded = z.infer<typeof uploaded>;

const decoder = new TextDecoder('utf-8', { fatal: true });

export const calendarRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/calendar-years',
    tag: 'calendar',
    summary: 'Years whose holidays are loaded',
    answer: yearPage,
    handle: async (ctx) => {
      const open = ctx.openTo('signed-in', 'public holidays');
      if (!open.ok) return open;
      const notices = await loadNotices(ctx.read);
      return done({
        rows: notices.map(({ year, source, days }) => ({
          year,
          source,
          holidays: days.filter(({ kind }) => kind === 'holiday').length,
          makeupWorkdays: days.filter(({ kind }) => kind === 'makeupWorkday').length,
        })),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/calendar-years',
    tag: 'calendar',
    summary: 'Upload a notice of holidays (CSV); open dates are computed again',
    query: z.strictObject({ name: z.string().max(200) }),
    answer: uploaded,
    upload: { maxBytes: 1_048_576 },
    handle: async (ctx) => {
      const allowed = ctx.permit('calendar.upload');
      if (!allowed.ok) return allowed;
      const { upload } = ctx;
      if (upload === null) return refuse('upload-empty', 400, {}, 'file');
      let csv: string;
      try {
        csv = decoder.decode(await readFile(upload.path));
      } catch {
        return refuse('calendar-not-utf8', 400, {}, 'file');
      }
      const result = await ctx.command((c) => uploadCalendarYear(c, csv));
      return result.ok
        ? done({ years: [...result.value.years], changed: [...result.value.changed] })
        : result;
    },
  }),
];

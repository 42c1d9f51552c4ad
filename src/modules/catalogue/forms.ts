/**
 * What comes in and goes out of this room, as schemas; the API document is made from them.
 *
 * GET    /api/catalogues                      catalogueQuery → cataloguePage
 * POST   /api/catalogues                      newCatalogue → catalogueView
 * GET    /api/catalogues/:id                  → catalogueView (rows, and which moves are open or why not)
 * PATCH  /api/catalogues/:id                  titleEdit → catalogueView
 * GET    /api/catalogues/:id/history          → { rows: historyRow[] }
 * GET    /api/catalogues/:id/diff?against=    → catalogueDiff
 * POST   /api/catalogues/:id/items            newItem → itemView
 * PUT    /api/catalogues/:id/items/:item      itemEdit → itemView; 409 `edited-meanwhile` when someone was quicker
 * DELETE /api/catalogues/:id/items/:item?lock=
 * POST   /api/catalogues/:id/moves/:move      moveRequest → catalogueView; move ∈ moveNames
 * POST   /api/catalogues/:id/import?…         upload, importQuery → importReport
 * GET    /api/catalogues/:id/export?format=   file
 * POST   /api/time-limits/parse               timeLimitQuestion → parsedTimeLimit
 * GET    /api/duties                          dutyQuery → dutyPage
 * GET    /api/duties/:id                      → dutyDetail
 * POST   /api/duties/:id/cancel               cancelRequest → dutyDetail
 * GET    /api/duties/calendar                 calendarQuery → calendarMonth
 * GET    /api/duties/overview                 overviewQuery → overview
 * GET    /api/duty-defaults?unit=             → dutyDefaults
 * PUT    /api/duty-defaults                   dutyDefaults → dutyDefaults
 * GET    /api/trigger-events?unit=            → { rows: triggerEventView[] }
 * POST   /api/trigger-events                  newTriggerEvent → triggerEventView
 * GET    /api/catalogue-templates             → templatePage
 * POST   /api/catalogue-templates             newTemplate → templateView
 * GET    /api/catalogue-templates/:id         → templateView
 * PUT    /api/catalogue-templates/:id         templateEdit → templateView
 * POST   /api/catalogue-templates/:id/preview templateEdit → templatePreview (writes nothing)
 * GET    /api/catalogue-templates/:id/proposals → proposalPage
 * GET    /api/template-proposals?unit=        → proposalPage
 * POST   /api/template-proposals/:id/decide   proposalDecision → proposalView
 */
export * from './forms/catalogue.ts';
export * from './forms/duty.ts';
export * from './forms/import.ts';
export * from './forms/template.ts';
export * from './forms/vocabulary.ts';

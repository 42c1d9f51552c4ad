import {
  type InfiniteData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { ApiError, call, type Method } from './client.ts';
import { useTell } from './tell.tsx';
import { hasUnsaved } from './unsaved.ts';

/** One page of a list as every room answers it. */
export type Page<Row> = {
  readonly rows: readonly Row[];
  readonly total: number | null;
  readonly next: string | null;
};

/** Reads are kept for half a minute and asked again when the window is looked at again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 30_000, retry: retryRead, refetchOnWindowFocus: true } },
  });
}

/** Only a server that can't be reached is asked again: a refusal stays a refusal. */
function retryRead(failures: number, error: Error): boolean {
  return error instanceof ApiError && error.code === 'network' && failures < 2;
}

/**
 * Reads one thing.
 * @param path address under `/api`, or null to ask nothing yet
 * @param every milliseconds after which it is asked again by itself (long work)
 */
export function useRead<Answer>(path: string | null, every?: number | false): UseQueryResult<Answer, Error> {
  return useQuery<Answer, Error>({
    queryKey: ['read', path ?? ''],
    queryFn: ({ signal }) => read<Answer>(path ?? '', signal),
    enabled: path !== null,
    refetchInterval: every ?? false,
  });
}

/** Reads a list page by page; `addresses` gives the path of the first page, the cursor is added here. */
export function useMoreRows<Row>(path: string | null) {
  const result = useInfiniteQuery<
    Page<Row>,
    Error,
    InfiniteData<Page<Row>, string | null>,
    readonly string[],
    string | null
  >({
    queryKey: ['rows', path ?? ''],
    queryFn: ({ pageParam, signal }) => read<Page<Row>>(withCursor(path ?? '', pageParam), signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    enabled: path !== null,
  });
  const rows = result.data?.pages.flatMap((page) => page.rows) ?? [];
  return { ...result, rows, total: result.data?.pages[0]?.total ?? null };
}

export type MoreRows<Row> = ReturnType<typeof useMoreRows<Row>>;

function withCursor(path: string, cursor: string | null): string {
  if (cursor === null) return path;
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
}

/** A read without session goes to the sign-in page, unless typed text would be lost by that. */
async function read<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  try {
    return await call<Answer>('GET', path, undefined, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && !hasUnsaved()) {
      window.location.assign(signInAddress());
    }
    throw error;
  }
}

export function signInAddress(): string {
  return `/signin?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
}

export type CommandOptions<Answer> = {
  /** What is said when it was done; nothing when absent. */
  readonly done?: string;
  /** Paths (by their beginnings) whose answers may have changed. All, when absent. */
  readonly changes?: readonly string[];
  readonly onDone?: (answer: Answer) => void;
  /** True when the caller shows the refusal itself, e.g. beside the field. */
  readonly quiet?: boolean;
  readonly onRefused?: (error: ApiError) => void;
};

type Address<Input> = string | ((input: Input) => string);

/**
 * Does one thing: sends it, says that it was done, and refreshes what changed.
 * A refusal is said in the server's words; an ended session is told without leaving the page.
 */
export function useCommand<Input, Answer = unknown>(
  method: Exclude<Method, 'GET'>,
  path: Address<Input>,
  options: CommandOptions<Answer> = {},
  body: (input: Input) => unknown = (input) => input,
): UseMutationResult<Answer, Error, Input> {
  const client = useQueryClient();
  const tell = useTell();
  return useMutation<Answer, Error, Input>({
    mutationFn: (input) => call<Answer>(method, typeof path === 'string' ? path : path(input), body(input)),
    onSuccess: (answer) => {
      refresh(client, options.changes);
      if (options.done !== undefined) tell.done(options.done);
      options.onDone?.(answer);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401) tell.sessionEnded();
      else if (options.quiet !== true) tell.refused(error);
      if (error instanceof ApiError) options.onRefused?.(error);
    },
  });
}

/** Marks answers as old, so that what is on screen is asked again. */
export function refresh(client: QueryClient, beginnings: readonly string[] | undefined): void {
  void client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const path = queryKey[1];
      return (
        beginnings === undefined ||
        (typeof path === 'string' && beginnings.some((one) => path.startsWith(one)))
      );
    },
  });
}

/** Adds the given values to an address; empty ones are left out. */
export function withQuery(
  path: string,
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

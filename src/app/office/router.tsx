import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Loading } from '#ui/office';
import { Home } from './home.tsx';
import { NoSuchPage, ScreenFailed } from './no-such-page.tsx';
import { officeRooms } from './rooms.ts';
import { Shell } from './shell.tsx';

/** Every screen of every room under its own address; screens are loaded when first entered. */
export function createOfficeRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPage });
  const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
  const screens = officeRooms.flatMap((room) =>
    room.screens.map((screen) =>
      createRoute({
        getParentRoute: () => root,
        path: screen.path,
        component: lazyRouteComponent(screen.load, 'Screen'),
      }),
    ),
  );
  return createRouter({
    routeTree: root.addChildren([home, ...screens]),
    basepath: '/office',
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error }) => (
      <ScreenFailed error={error instanceof Error ? error : new Error(String(error))} />
    ),
    scrollRestoration: true,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (values) => {
      const text = new URLSearchParams(values as Record<string, string>).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}

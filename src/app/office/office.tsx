import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState } from 'react';
import {
  createQueryClient,
  LocaleProvider,
  LongWorkProvider,
  officeTheme,
  TellProvider,
  useLocale,
} from '#ui/office';
import { readNonce } from './nonce.ts';
import { createOfficeRouter } from './router.tsx';

/** The whole office: language, theme, reads, addresses. */
export function Office() {
  return (
    <LocaleProvider>
      <Themed />
    </LocaleProvider>
  );
}

function Themed() {
  const { locale } = useLocale();
  const [client] = useState(createQueryClient);
  const [router] = useState(createOfficeRouter);
  useEffect(() => {
    document.documentElement.lang = locale;
    // The server speaks the language of the request: what it said before is asked again.
    void client.invalidateQueries();
  }, [locale, client]);
  return (
    <ConfigProvider
      locale={locale === 'en' ? enUS : zhCN}
      theme={officeTheme}
      csp={{ nonce: readNonce() }}
      button={{ autoInsertSpace: false }}
      componentSize="middle"
    >
      <TellProvider>
        <QueryClientProvider client={client}>
          <LongWorkProvider>
            <RouterProvider router={router} />
          </LongWorkProvider>
        </QueryClientProvider>
      </TellProvider>
    </ConfigProvider>
  );
}

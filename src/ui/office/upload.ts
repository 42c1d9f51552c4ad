import { networkError, requestHeaders, toApiError } from './client.ts';

/**
 * Sends one file as it is, telling how far it is.
 * @param path upload route; the file's name goes in the query `name`
 * @param onProgress share sent, 0–1
 * @throws ApiError when refused; nothing is kept then
 */
export function uploadFile<Answer>(
  path: string,
  file: File,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${path}${path.includes('?') ? '&' : '?'}name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(requestHeaders('application/octet-stream'))) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(readAnswer<Answer>(request.responseText));
      else reject(toApiError(request.status, request.responseText));
    };
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function readAnswer<Answer>(text: string): Answer {
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

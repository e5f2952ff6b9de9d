// The person at the keyboard: follows pages and fills in their forms.

const MOST_PAGES = 10;

function attribute(tag, name) {
  const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`));
  if (!found) return undefined;
  return found[1].replace(/&(quot|lt|gt|#39|amp);/g, (_, entity) => (
    {quot: '"', lt: '<', gt: '>', '#39': "'", amp: '&'}[entity]));
}

// What a page's form sends: {action, fields} with the values that the page gives.
function formOf(page) {
  const form = page.match(/<form\b[^>]*>[\s\S]*?<\/form>/);
  if (!form) return undefined;
  const fields = new Map();
  for (const [tag] of form[0].matchAll(/<input\b[^>]*>/g)) {
    if (attribute(tag, 'name')) fields.set(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  const buttons = [...form[0].matchAll(/<button\b[^>]*>/g)].map(([tag]) => attribute(tag, 'value'));
  return {action: attribute(form[0], 'action'), fields, buttons};
}

export class User {
  constructor(username, password) {
    this.username = username;
    this.password = password;
  }

  // Fills in what is asked; the values are a browser's.
  #answer({fields, buttons}, userCode) {
    if (fields.has('user_code')) fields.set('user_code', userCode);
    if (fields.has('username')) fields.set('username', this.username);
    if (fields.has('password')) fields.set('password', this.password);
    const button = ['next', 'sign-in', 'approve', 'accept'].find((one) => buttons.includes(one));
    if (button) fields.set('button', button);
  }

  // Visits pages until there is no form left, or the client's redirect URI is
  // reached. Returns where the browser would be: {url, page}.
  async #visit(url, isRedirectUri, userCode) {
    let request = {};
    for (let pages = 0; pages < MOST_PAGES; ++pages) {
      const response = await fetch(url, {redirect: 'manual', ...request});
      const page = await response.text();
      if (response.status === 302) {
        url = new URL(response.headers.get('Location'), url);
        if (isRedirectUri(url)) return {url, page};
        request = {};
        continue;
      }
      const form = formOf(page);
      if (!form) return {url, page};
      this.#answer(form, userCode);
      url = new URL(form.action || url, url);
      request = {method: 'POST', body: new URLSearchParams([...form.fields])};
    }
    throw new Error(`the pages have no end: ${url}`);
  }

  // Signs in at an authorization URL; returns the redirect with its code.
  async signIn(url) {
    const redirectUri = new URL(new URL(url).searchParams.get('redirect_uri'));
    const reached = await this.#visit(
        new URL(url), (to) => to.host === redirectUri.host && to.pathname === redirectUri.pathname);
    if (!reached.url.searchParams.has('code')) throw new Error(`no code: ${reached.page}`);
    return reached.url;
  }

  // Enters a device code and approves; returns the last page.
  async approveDevice(verificationUrl, userCode) {
    return (await this.#visit(new URL(verificationUrl), () => false, userCode)).page;
  }
}

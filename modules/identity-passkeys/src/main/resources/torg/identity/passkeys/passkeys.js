// Asks the browser for a passkey and sends what it answers with the form around the button. Without this the button is not shown.
(() => {
  'use strict';
  if (!window.PublicKeyCredential) return;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const named = list => (list || []).map(each => ({...each, id: bytes(each.id)}));

  const wanted = ({publicKey}) => {
    const options = {...publicKey, challenge: bytes(publicKey.challenge)};
    if (options.user) options.user = {...options.user, id: bytes(options.user.id)};
    if (options.excludeCredentials) options.excludeCredentials = named(options.excludeCredentials);
    if (options.allowCredentials) options.allowCredentials = named(options.allowCredentials);
    return {publicKey: options};
  };

  const answered = credential => {
    const response = {clientDataJSON: text(credential.response.clientDataJSON)};
    for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({type: credential.type, id: credential.id, response, clientExtensionResults: {}});
  };

  const ask = async form => {
    const csrf = form.elements._csrf;
    const asked = await fetch('/api/passkeys/' + form.dataset.passkey, {method: 'POST', headers: csrf ? {'X-CSRF-Token': csrf.value} : {}});
    if (!asked.ok) throw new Error('not asked');
    const options = wanted(await asked.json());
    return form.dataset.passkey === 'adding' ? navigator.credentials.create(options) : navigator.credentials.get(options);
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    if (location.origin !== form.dataset.origin) {
      const elsewhere = form.parentElement.querySelector('[data-passkey-elsewhere]');
      if (elsewhere) elsewhere.hidden = false;
      continue;
    }
    form.hidden = false;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const button = form.querySelector('button');
      const failed = form.querySelector('[data-passkey-failed]');
      button.disabled = true;
      failed.hidden = true;
      try {
        form.elements.answer.value = answered(await ask(form));
        form.submit();
      } catch {
        failed.hidden = false;
        button.disabled = false;
        button.focus();
      }
    });
  }
})();

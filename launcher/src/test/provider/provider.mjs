// node provider.mjs PORTAL: an OpenID provider on a free port of this machine, which knows the portal at this address. Prints its own. Whoever gives a name is that person.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const portal = process.argv[2];
const groups = { jim: ['buyers'], jill: ['painters'] };
const server = createServer((request, response) => answer(request, response));
let answer;

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  answer = new Provider(issuer, {
    clients: [{
      client_id: 'torg',
      client_secret: 'a-secret-of-the-test',
      redirect_uris: [`${portal}/api/oidc/acme/back`],
      post_logout_redirect_uris: [`${portal}/api/oidc/acme/left`],
      backchannel_logout_uri: `${portal}/api/oidc/acme/logout`,
      backchannel_logout_session_required: true,
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'groups'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
    // It asks nobody on this machine, and waits for nobody long; here the portal is on this machine, which may be busy.
    fetch: (url, { dispatcher, signal, ...options }) => fetch(url, options),
    findAccount: (_, name) => ({
      accountId: name,
      claims: () => ({ sub: name, email: `${name}@acme.example`, email_verified: true, given_name: name, family_name: 'Acme', groups: groups[name] ?? [] }),
    }),
  }).callback();
  console.log(issuer);
});

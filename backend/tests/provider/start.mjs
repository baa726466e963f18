// A real OpenID Connect provider on a free port of this machine, with two clients and whoever signs in. Prints its address.
import { once } from 'node:events';
import http from 'node:http';
import Provider from 'oidc-provider';

const server = http.createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'yijian',
      client_secret: 'a-secret-of-a-client',
      redirect_uris: ['https://yijian.test/me/provider/back', 'https://yijian.test/desk/provider/back'],
    },
  ],
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username', 'id_number', 'groups'],
    phone: ['phone_number', 'phone_number_verified'],
  },
  cookies: { keys: ['a-key-of-a-test'] },
  pkce: { required: () => true },
  // Its own pages to sign in: any name, any password.
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: '张三',
      // Who signs in as `window,lead` is called `window.lead` and is in two groups.
      preferred_username: id.replaceAll(',', '.'),
      groups: ['everybody', ...id.split(',').map((group) => `ou=${group}`)],
      id_number: '11010519491231002x',
      phone_number: '+86 199 0000 0001',
      phone_number_verified: true,
    }),
  }),
});
// Its warnings are about keys and pages that are for trying out only.
console.warn = () => {};
console.info = () => {};
server.on('request', provider.callback());
process.stdout.write(`${issuer}\n`);

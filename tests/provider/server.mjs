// Which people does the provider of the tests know? Those of a file that the tests write; whoever names one is believed.

import { readFileSync } from "node:fs";

import Provider from "oidc-provider";

const { issuer, port, accounts, clients } = JSON.parse(process.env.PROVIDER);

const known = () => JSON.parse(readFileSync(accounts, "utf8"));

const provider = new Provider(issuer, {
  clients,
  claims: {
    openid: ["sub", "acr", "amr", "sid"],
    profile: ["name", "locale"],
    email: ["email", "email_verified"],
    work: ["department", "groups"],
  },
  scopes: ["openid", "profile", "email", "work"],
  cookies: { keys: ["only for tests"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // It would not speak to addresses of its own machine, on which the site of a test stands.
  fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
  // Whose own site it is need not be asked whether it may know them.
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile email work");
    await grant.save();
    return grant;
  },
  async findAccount(_, sub) {
    return { accountId: sub, claims: async () => ({ sub, ...known()[sub] }) };
  },
});

const form = (action) => `<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1>
<form method="post" action="${action}"><label>Login <input name="login"></label>
<button>Go on</button><button name="stop" value="yes">Stop</button></form>`;

const body = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
};

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  if (ctx.method === "GET") {
    ctx.type = "html";
    ctx.body = form(ctx.path);
    return;
  }
  const sent = await body(ctx.req);
  const { amr, acr } = known()[sent.get("login")] ?? {};
  const result = sent.get("stop")
    ? { error: "access_denied", error_description: "words of somebody else" }
    : { login: { accountId: sent.get("login"), amr, acr } };
  await provider.interactionFinished(ctx.req, ctx.res, result);
  ctx.respond = false;
});

provider.listen(port, "127.0.0.1", () => console.log("listening"));

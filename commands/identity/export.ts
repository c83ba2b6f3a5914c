/** @file `/identity export`: one identity as files of one's own: S* for other tools, and everything that is kept of it. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { UserError } from '../../src/errors.ts';
import { ownerOf, ownName, requireOwn } from './own.ts';
import { say } from '../../src/say.ts';

export const exportIdentity = defineCommand({
  name: 'export',
  description: 'One of your identities as files: S* for other tools, and the record',
  visibility: 'private',
  options: { name: ownName('Which one') },
  async run(context, { name }) {
    const { services } = context;
    const identity = await requireOwn(context, name);
    const opened = await services.identities.embedding(identity.id);
    if (opened?.record.ownerId !== ownerOf(context)) {
      throw new UserError(
        'identity-gone',
        say`"${identity.name}" no longer exists: /identity list shows what does.`,
      );
    }
    const share = await services.shares.get(identity.id);
    const uses = (await services.uses.list(ownerOf(context))).filter(
      ({ identityId }) => identityId === identity.id,
    );
    const record = JSON.stringify({ ...identity, share, uses }, undefined, 2);
    return privately(
      say`"${identity.name}" as files. learned_embeds.safetensors is S* itself: whoever has it can draw you with Stable Diffusion tools that know the model "${identity.bundle}". Keep it as you would keep a photo.`,
      {
        files: [
          {
            fileName: 'learned_embeds.safetensors',
            contentType: 'application/octet-stream',
            bytes: services.identityFile(opened.record, opened.embedding),
          },
          {
            fileName: `${identity.name}.json`,
            contentType: 'application/json',
            bytes: Buffer.from(`${record}\n`),
          },
        ],
      },
    );
  },
});

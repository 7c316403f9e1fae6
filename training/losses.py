"""What a step is judged by: the labels of its set, and, for a pupil, what its teacher makes of the same words."""

import torch
from batches import TAGS, pad
from documents import IGNORE
from network import buckets_of
from torch.nn import functional as F

MOST_TRIGGERS, MOST_CUES = 160, 96  # words of a step whose arguments the pupil compares with the teacher's
LEAST = 0.1  # … if the teacher gives them at least this probability


def partial_loss(logits, at, allowed):
    """For words that may be a trigger of some types, but of none of the complete ones: what the others hold together."""
    kept = logits[at[:, 0], at[:, 1]]
    return (torch.logsumexp(kept, -1) - torch.logsumexp(kept[:, allowed], -1)).mean()


def role_scores(pairs, h, at):
    """Scores of every piece for every role beside the predicates `at`, [N, P, labels]."""
    far = buckets_of(torch.arange(h.shape[1], device=h.device)[None, :] - at[:, 1:])
    return pairs.score(pairs.left(h[at[:, 0], at[:, 1]])[:, None, :], pairs.right(h)[at[:, 0]], far).float()


def pair_losses(net, h, logits, batch, labels):
    """Some word joins source and target: the likeliest one is taken to be the trigger (hard EM), and both get their roles."""
    likely = logits.detach().log_softmax(-1).cpu()
    P = h.shape[1]
    at, target, roles = [], [], []
    for b, (columns, source, recipient, mutual) in enumerate(batch["pair"]):
        free = batch["real"][b].cpu().clone()
        free[[*source, *recipient]] = False
        if not free.any():
            continue
        scores = likely[b][:, columns].masked_fill(~free[:, None], -torch.inf)
        i, c = divmod(int(scores.argmax()), len(columns))
        at.append((b, i))
        target.append(columns[c])
        tags = [IGNORE] * P
        for span, role in ((source, "actor"), (recipient, "actor" if mutual else "recipient")):
            for k, p in enumerate(span):
                tags[p] = labels.index["role"][("B-" if k == 0 else "I-") + role]
        roles.append(tags)
    if not at:
        return {}
    at, target = torch.tensor(at, device=h.device), torch.tensor(target, device=h.device)
    score = role_scores(net.role, h, at).flatten(0, 1)
    tags = pad(roles, IGNORE, P).flatten().to(h.device)
    return {
        "pair": F.cross_entropy(logits[at[:, 0], at[:, 1]], target) * 0.2,
        "pair_role": F.cross_entropy(score, tags, ignore_index=IGNORE) * 0.3,
    }


def argument_loss(pairs, h, at, tags, silent):
    """Cross-entropy of the roles beside predicates; a word without a tag may play one of the `silent` roles."""
    score = role_scores(pairs, h, at)
    if silent.any():
        free = (tags == 0)[..., None] & silent[:, None, :]
        nobody = torch.cat((score[..., :1], score.masked_fill(~free, -1e4)), -1).logsumexp(-1, keepdim=True)
        score = torch.cat((nobody, score.masked_fill(free, -1e4)[..., 1:]), -1)
    return F.cross_entropy(score.flatten(0, 1), tags.flatten(), ignore_index=IGNORE)


def arc_scores(net, trees, rooted, sentence, word):
    """Scores of the governors, [B, P, P + 1], with those that are no words of the sentence out of reach."""
    allowed = (sentence[:, :, None] == sentence[:, None, :]) & word[:, None, :]
    allowed = torch.cat((torch.ones_like(allowed[:, :, :1]), allowed), 2)
    return net.arcs(trees, rooted).float().masked_fill(~allowed, -1e4)


def losses(net, both, batch, labels):
    """The losses of one batch by head, from the hidden vectors of its pieces by branch."""
    h, trees = both.get("events"), both.get("trees")
    out = {}
    for head in TAGS:
        if head in batch:
            logits = net.tag[head](trees if head in net.TREES else h).float()
            out[head] = F.cross_entropy(logits.flatten(0, 1), batch[head].flatten(), ignore_index=IGNORE)
    if "partial" in batch:
        out["partial"] = partial_loss(net.tag["trigger"](h).float(), *batch["partial"])
    if "pair" in batch:
        out |= pair_losses(net, h, net.tag["trigger"](h).float(), batch, labels)
    if "head" in batch and len(batch["head"]):
        rooted = net.with_root(trees)
        arcs = arc_scores(net, trees, rooted, batch["sentence"], batch["word"])
        b, p = batch["governed"].unbind(1)
        out["arcs"] = F.cross_entropy(arcs[b, p], batch["head"])
        score = net.rel.score(net.rel.left(trees)[b, p], net.rel.right(rooted)[b, batch["head"]])
        out["rel"] = F.cross_entropy(score.float(), batch["rel"], ignore_index=IGNORE)
    for name in ("role", "said"):
        if name in batch:
            out[name] = argument_loss(getattr(net, name), h, *batch[name])
    if "status" in batch:
        at, status = batch["status"]
        logits = net.tag["status"](h[at[:, 0], at[:, 1]]).float()
        out["status"] = F.cross_entropy(logits, status, ignore_index=IGNORE)
    if "mode" in batch:
        at, want = batch["mode"]
        out["mode"] = F.binary_cross_entropy_with_logits(net.tag["mode"](h[at[:, 0], at[:, 1]]).float(), want) * 20
    if "facts" in batch:
        at, value = batch["facts"]
        out["fact"] = F.smooth_l1_loss(net.fact(h[at[:, 0], at[:, 1]])[:, 0].float(), value)
    return out


def divergence(mine, theirs, where):
    """How far the pupil's distribution is from the teacher's (Hinton, Vinyals & Dean 2015), over the items `where`."""
    apart = F.kl_div(mine.float().log_softmax(-1), theirs.float().log_softmax(-1), log_target=True, reduction="none")
    return (apart.sum(-1) * where).sum() / where.sum().clamp(min=1)


def taught_trees(net, mine, teacher, theirs, batch):
    """Divergences of governors and relations; words and sentences are the set's, else those that the teacher sees."""
    real = batch["real"]
    if "word" in batch:
        word, sentence = batch["word"], batch["sentence"]
    else:
        seg = teacher.tag["seg"](theirs).argmax(-1)
        word, sentence = (seg > 0) & real, (seg == 2).cumsum(1)
    rooted, above = net.with_root(mine), teacher.with_root(theirs)
    known = arc_scores(teacher, theirs, above, sentence, word)
    out = {"arcs": divergence(arc_scores(net, mine, rooted, sentence, word), known, word)}
    best = known.argmax(-1, keepdim=True)
    relation = [
        n.rel.score(n.rel.left(h), n.rel.right(top).gather(1, best.expand(-1, -1, 2 * n.rel.size)))
        for n, h, top in ((net, mine, rooted), (teacher, theirs, above))
    ]
    return out | {"rel": divergence(*relation, word)}


def taught_arguments(net, h, teacher, theirs, real):
    """Divergences of roles, sources and contents, status and modes, beside the words that the teacher may take for a head."""
    out = {}
    for name, head, most in (("role", "trigger", MOST_TRIGGERS), ("said", "cue", MOST_CUES)):
        likely = (1 - teacher.tag[head](theirs).float().softmax(-1)[..., 0]) * real
        top, index = likely.flatten().topk(min(most, likely.numel()))
        at = torch.stack((index // h.shape[1], index % h.shape[1]), 1)
        held = top > LEAST
        where = held[:, None] & real[at[:, 0]]
        scores = [role_scores(getattr(n, name), x, at) for n, x in ((net, h), (teacher, theirs))]
        out[name] = divergence(*scores, where)
        if head == "trigger":
            mine, known = h[at[:, 0], at[:, 1]], theirs[at[:, 0], at[:, 1]]
            out["status"] = divergence(net.tag["status"](mine), teacher.tag["status"](known), held)
            modes = F.binary_cross_entropy_with_logits(
                net.tag["mode"](mine).float(), teacher.tag["mode"](known).float().sigmoid(), reduction="none"
            )
            out["mode"] = (modes.mean(-1) * held).sum() / held.sum().clamp(min=1) * 20
            fact = F.smooth_l1_loss(net.fact(mine)[:, 0].float(), teacher.fact(known)[:, 0].float(), reduction="none")
            out["fact"] = (fact * held).sum() / held.sum().clamp(min=1)
    return out


def taught(net, mine, teacher, theirs, batch, bridges):
    """Divergences from the teacher by head, and how far its hidden vectors are from the pupil's, over the bridges."""
    real = batch["real"]
    out = {}
    for head in TAGS:
        branch = "trees" if head in net.TREES else "events"
        out[head] = divergence(net.tag[head](mine[branch]), teacher.tag[head](theirs[branch]), real)
    out |= taught_trees(net, mine["trees"], teacher, theirs["trees"], batch)
    out |= taught_arguments(net, mine["events"], teacher, theirs["events"], real)
    for branch, bridge in bridges.items():
        apart = (bridge(mine[branch]).float() - theirs[branch].float()).square().mean(-1)
        out[f"hidden_{branch}"] = (apart * real).sum() / (theirs[branch].float().square().mean(-1) * real).sum()
    return {f"taught_{k}": v for k, v in out.items()}

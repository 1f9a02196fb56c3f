using System.Globalization;
using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Guardian.Unbonding;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary>A status for a person, a line each.</summary>
internal static class StatusText
{
    public static void Write(Session session, GuardianStatus status)
    {
        StakedToken token = status.Token;
        void Line(string name, string text) => session.WriteLine(TerminalText.Clean($"{name,-12} {text}"));
        Line("guardian", $"{status.Guardian.ToChecksumString()}, number {status.Index}, chain {status.Chain}");
        Line("key", $"{status.Key.ToChecksumString()} with {EtherText.Of(status.KeyWei)} for fees");
        if (status.NextKey is { } next)
        {
            Line("next key", $"{next.Key.ToChecksumString()}, from {UnixTime.Text(next.From)} on: "
                + "cordon guardian key activate");
        }

        Line("endpoint", status.Endpoint switch
        {
            null => $"registered before block {status.SearchedFrom}, from which on was searched (--from)",
            "" => "none: peers do not reach this node",
            { } url => url,
        });
        Line("duty", (status.IsOnDuty ? "on" : "off") + (status.IsExpelled ? ", and expelled" : ""));
        Line("stake", $"{token.Text(status.SelfStake)} of its own, {token.Text(status.PoolStake)} in its pool");
        Line("weight", token.Text(status.Weight));
        Line("commission", string.Create(CultureInfo.InvariantCulture, $"{status.CommissionBps / 100m:0.##} %"));
        string needed = status.BondNeeded is { } amount
            ? $"the policies lock at most {token.Text(amount)}"
            : "a protocol is not enrolled yet";
        Line("bond", $"{token.Text(status.BondFree)} free, {token.Text(status.BondLocked)} locked; {needed}");
        Line("paid", status.FreshUntil is { } until ? Paid(until, status.Now) : "no engagement contract is configured");
        Line("owed", status.Owed is { } owed
            ? $"{token.Text(owed)} by the stream: cordon guardian withdraw"
            : "not known without --deployment");
        Line("credit", $"{token.Text(status.Credit)} in the stake");
        foreach ((Hash256 incident, UInt256 reward) in status.Rewards)
            Line("reward", $"{token.Text(reward)} for incident {incident}: cordon guardian claim");
        foreach (UnbondingTicket ticket in status.Unbonding)
        {
            Line("unbonding", $"{token.Text(ticket.Amount)}, ticket {ticket.Ticket}, from "
                + $"{UnixTime.Text(ticket.ClaimableAt)} on: cordon guardian unbond claim");
        }

        foreach ((UInt256 slash, UInt256 lost) in status.Slashes) Line("slashed", $"{token.Text(lost)}, slash {slash}");
    }

    private static string Paid(UInt256 until, ulong now)
    {
        if (until.IsZero) return "not yet: no attention challenge is answered";
        string time = UnixTime.Text(until);
        return until > now ? $"until {time}" : $"no longer, since {time}";
    }
}

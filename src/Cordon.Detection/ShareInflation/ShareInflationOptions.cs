namespace Cordon.Detection.ShareInflation;

/// <summary>Only what every detector of harm takes: a gift to a vault is followed by use of that vault or
/// it is not.</summary>
public sealed class ShareInflationOptions : LossOptions;

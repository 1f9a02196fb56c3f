namespace Cordon.Detection.FlashLoan;

/// <summary>None yet: every flash loan is reported, as context.</summary>
public sealed class FlashLoanOptions;

using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>What a scanner says about a transaction, or about a block when it names none.</summary>
/// <param name="Transaction">The transaction it is about.</param>
/// <param name="Detector">Name of the detector that speaks.</param>
/// <param name="Severity">info, low, medium, high or critical.</param>
/// <param name="IsAlarm">Whether that is medium or more, so that an honest sender would be accused by it.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Summary">One sentence.</param>
public sealed record ScanFinding(
    Hash256? Transaction,
    string Detector,
    string Severity,
    bool IsAlarm,
    double Confidence,
    string Summary);

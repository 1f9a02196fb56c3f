namespace Cordon.Ethereum;

/// <summary>Ethereum's rule sets, oldest first, so that <c>fork >= Fork.London</c> asks for a rule.</summary>
public enum Fork
{
    Frontier,
    Homestead,
    TangerineWhistle,
    SpuriousDragon,
    Byzantium,
    Constantinople,
    Petersburg,
    Istanbul,
    Berlin,
    London,
    Paris,
    Shanghai,
    Cancun,
    Prague,
}

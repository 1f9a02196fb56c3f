namespace Cordon.Engine.Facts;

/// <summary>What one family of contracts says in its calls and logs. Stateless.</summary>
internal abstract class FactFamily
{
    /// <summary>Names the functions and events the family reads.</summary>
    public abstract void Register(SignatureTable calls, SignatureTable logs);
}
